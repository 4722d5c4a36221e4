from tests.demo_house import demo
from tests.way.quiet_house import quiet

__all__ = ["demo", "quiet"]
