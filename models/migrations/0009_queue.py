"""
Procrastinate's own tables, which wake workers, on PostgreSQL; nothing on SQLite.

They are the library's business: it brings their SQL, in the version that is pinned. Whoever
raises that pin adds a step that takes the library's own steps from the one to the other. What
stands in these tables may be lost at any time: what is to be done stands in ours.
"""

from alembic import op

revision = "0009"
down_revision = "0008"

TABLES = ("events", "periodic_defers", "jobs", "workers")
TYPES = ("job_to_defer_v1", "job_status", "job_event_type")
DROP_FUNCTIONS = """
DO $$
DECLARE found regprocedure;
BEGIN
    FOR found IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE proname LIKE 'procrastinate\\_%' AND pronamespace = current_schema()::regnamespace
    LOOP
        EXECUTE 'DROP FUNCTION ' || found || ' CASCADE';
    END LOOP;
END $$
"""


def upgrade() -> None:
    if _is_sqlite():
        return
    from procrastinate.schema import SchemaManager  # half a second that only PostgreSQL needs

    _run(SchemaManager.get_schema())


def downgrade() -> None:
    if _is_sqlite():
        return
    _run(DROP_FUNCTIONS)
    for table in TABLES:
        op.drop_table(f"procrastinate_{table}")
    for name in TYPES:
        _run(f"DROP TYPE procrastinate_{name}")


def _run(sql: str) -> None:
    """As it stands: its colons and percent signs name no parameters."""
    context = op.get_context()
    if context.as_sql:
        context.impl.static_output(f"{sql.rstrip().rstrip(';')};")
    else:
        op.get_bind().execution_options(no_parameters=True).exec_driver_sql(sql)


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"
