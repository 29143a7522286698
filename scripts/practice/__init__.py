"""The practice runs: the real daemon against the practice platform and ERP, as separate processes."""
