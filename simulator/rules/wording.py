"""LINE's words for problems: one set for plain properties, one for templates and Flex."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.rules.checks import Fault, Path, Problem


@dataclass(frozen=True, slots=True)
class Wording:
    texts: Mapping[Fault, str]

    def say(self, problem: Problem) -> str:
        choices = ", ".join(problem.choices)
        return self.texts[problem.fault].format(low=problem.low, high=problem.high, choices=choices)


PLAIN = Wording(
    {
        Fault.EMPTY: "May not be empty",
        Fault.MISSING: "May not be empty",
        Fault.LONG: "Length must be between 0 and {high}",
        Fault.SIZE: "Size must be between {low} and {high}",
        Fault.RANGE: "Must be between {low} and {high}",
        Fault.CHOICE: "Must be one of the following values: [{choices}]",
        Fault.URI: "invalid uri",
        Fault.SCHEME: "invalid uri scheme",
        Fault.INVALID: "invalid property",
        Fault.NULLS: "cannot contain null elements",
        Fault.HEAVY: "must not be larger than {high} bytes",
        Fault.STEP: "must be a multiple of five",
    }
)

BRIEF = Wording(
    {
        **PLAIN.texts,
        Fault.EMPTY: "must be non-empty text",
        Fault.MISSING: "must be specified",
        Fault.LONG: "must not be longer than {high} characters",
        Fault.SIZE: "size must be between {low} and {high}",
        Fault.RANGE: "must be between {low} and {high}",
        Fault.CHOICE: "invalid property",
    }
)


def dotted(path: Path) -> str:
    """`messages[0].text`"""
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".")


def slashed(path: Path) -> str:
    """`template/columns/5/title`, or for Flex a pointer from the container: `/hero/url`."""
    steps = [str(step) for step in path]
    if steps[0] == "contents":
        return "/" + "/".join(steps[1:])
    return "/".join(steps)
