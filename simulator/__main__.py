"""`python -m simulator --port 8900 --bot http://127.0.0.1:8000`: LINE on this laptop."""

import argparse
import os

from simulator.crowd import LARGEST
from simulator.platform import Platform
from simulator.server import Server
from simulator.settings import SECRET, TOKEN, Channel, Switches


def main() -> None:
    options = _options()
    channel = Channel(
        os.environ.get("LINE_CHANNEL_SECRET") or SECRET,
        os.environ.get("LINE_CHANNEL_ACCESS_TOKEN") or TOKEN,
    )
    platform = Platform(channel, options.bot.rstrip("/") + "/callback" if options.bot else "")
    platform.switches.quota = options.quota
    platform.gather(options.crowd)
    try:
        with Server(platform, port=options.port) as server:
            print(f"LINE simulator: {server.url}/  ->  {platform.address.url}", flush=True)
            server.join()
    except KeyboardInterrupt:
        platform.close()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8900, help="where the simulator listens")
    parser.add_argument(
        "--bot",
        default="http://127.0.0.1:8000",
        help="the bot's base address; its webhook is /callback under it",
    )
    parser.add_argument("--crowd", type=people, default=0, help="so many numbered friends")
    parser.add_argument(
        "--quota",
        type=quota,
        default=Switches().quota,
        help="messages a month, or none for no limit",
    )
    return parser.parse_args()


def people(text: str) -> int:
    count = int(text)
    if not 0 <= count <= LARGEST:
        raise argparse.ArgumentTypeError(f"from 0 to {LARGEST}")
    return count


def quota(text: str) -> int | None:
    return None if text == "none" else int(text)


if __name__ == "__main__":
    main()
