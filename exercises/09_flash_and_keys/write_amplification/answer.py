from takedown.models.ftl import Device

PAGES = 64  # in a block


def measured(over_provisioning, victim, blocks, reserve, seed):
    """Pages programmed for each page that the user writes, once the device is in steady use."""
    return 0.0


def formula(over_provisioning):
    """The write amplification of a device with very many large blocks."""
    return 0.0


def spare_for(amplification):
    """The over-provisioning at which the formula gives that amplification."""
    return 0.0
