"""The demo street: three invented shops by real HTTP on loopback, with bargains and traps.

Everything shown is invented and a pure function of the time since an epoch, so that a
street that is stopped and started again goes on where it would have been.
"""

from bolo.demo.street import DemoStreet, Shop

__all__ = ["DemoStreet", "Shop"]
