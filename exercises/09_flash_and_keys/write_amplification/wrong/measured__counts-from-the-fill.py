# Divides the device's own counters as they stand, its first filling included.
import math

from takedown.models.ftl import Device

PAGES = 64  # in a block
WARM_UP = 1  # drive writes before counting; equivalent: a little more changes nothing that chance does not
COUNTED = 1  # drive writes that count; equivalent: as above


def measured(over_provisioning, victim, blocks, reserve, seed):
    """Pages programmed for each page that the user writes, once the device is in steady use."""
    device = Device(over_provisioning, victim=victim, blocks=blocks, pages=PAGES, reserve=reserve, seed=seed)
    device.fill()
    device.churn(WARM_UP * device.size)
    host, programs = 0, 0
    device.churn(COUNTED * device.size)
    return (device.programs - programs) / (device.host - host)


def formula(over_provisioning):
    """The write amplification of a device with very many large blocks."""
    share = 0.0
    before = 1.0
    while abs(share - before) > 1e-13:  # equivalent: one step more or less is beyond what is asked
        before = share
        share = math.exp(-(1 + over_provisioning) * (1 - share))
    return 1 / (1 - share)


def spare_for(amplification):
    """The over-provisioning at which the formula gives that amplification."""
    share = 1 - 1 / amplification
    return -math.log(share) / (1 - share) - 1
