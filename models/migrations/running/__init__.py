"""Where Alembic looks for `env.py`; apart from the steps, which it reads one by one."""
