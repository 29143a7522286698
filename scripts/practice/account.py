"""What became of every order: as the sandbox saw it, and as the ledger says."""

from dataclasses import dataclass, field


@dataclass
class Account:
    assigned: int = 0
    imported: int = 0
    withdrawn: int = 0
    uploaded: int = 0
    held: int = 0
    lost: int = 0
    doubled: int = 0
    open: int = 0
    taken: int = 0
    printed: int = 0
    leaked: int = 0
    leaks: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def line(self, seconds):
        return (
            f"assigned={self.assigned} imported={self.imported} withdrawn={self.withdrawn} "
            f"uploaded={self.uploaded} held={self.held} lost={self.lost} doubled={self.doubled} "
            f"taken={self.taken} printed={self.printed} leaked={self.leaked} "
            f"seconds={seconds:.1f}"
        )


def base_number(source):
    head, dash, tail = source.rpartition("-")
    return head if dash and tail.isdigit() and len(tail) <= 2 and int(tail) >= 2 else source


def doubled_in_erp(sources):
    """Live ERP orders beyond one per order and generation; parts of a split count as one."""
    return sum(max(0, entry["live_imports"] - 1) for entry in sources.values())


def doubled_uploads(orders):
    return sum(number["doubled"] for order in orders for number in order["numbers"])


def is_ended(row):
    """The ledger's last word about an order, until somebody changes something."""
    if row["state"] in ("uploaded", "withdrawn"):
        return row["next_at"] is None
    return row["state"] == "held" and bool(row["difference"])


def parcels_by_number(sources):
    """The waybill numbers that the ERP ever gave to each order, with the carrier's code."""
    parcels = {}
    for source, entry in sources.items():
        own = parcels.setdefault(base_number(source), {})
        for parcel in entry["parcels"]:
            own[parcel["number"]] = parcel["carrier"]
    return parcels


def foreign_numbers(order, parcels):
    """Numbers that the platform took for this order and that the ERP never gave to it."""
    own = parcels.get(order["number"], {})
    return [
        f"{order['order']}: {entry['carrier']} {entry['number']} was uploaded, the ERP says {own.get(entry['number'])}"
        for entry in order["numbers"]
        if entry["accepted"] > 0 and own.get(entry["number"]) != entry["carrier"]
    ]


# Taken away when something had left already: a person ends it.
WITHDRAWN_LATE = ("withdrawn_after_ship", "withdrawn_after_print", "waybill_number_lost", "joint_parcel_changed")


def count_numbers(account, orders, ledger):
    """Numbers that the platform gave, each counted once however many orders share it: leaked is one that is neither
    used nor cancelled, and none of whose orders stands in a named difference. Two prints of which nobody called the
    second a reprint are one too many."""
    seen = set()
    for order in orders:
        row = ledger.get(order["order"]) or {}
        for number in order.get("taken", ()):
            if number["number"] in seen:
                continue
            seen.add(number["number"])
            account.taken += 1
            account.printed += bool(number["printed"])
            unasked = [one for one in number["printed"] if not one["is_reprint"]]
            if len(unasked) > 1:
                account.complaints.append(f"{order['order']}: {number['number']} was printed {len(unasked)} times")
            is_named = any((ledger.get(name) or {}).get("difference") for name in number["orders"])
            if number["state"] == "taken" and not is_named:
                account.leaked += 1
                account.leaks.append(f"{order['order']}: {number['carrier']} {number['number']}, the ledger says "
                                     f"{row.get('state')} {row.get('difference')} ({row.get('rule')})")


def settle(truth, ledger):
    """Counts each order once, from the sandbox's truth, and compares with the ledger's rows."""
    account = Account()
    sources = truth["erp"]["sources"]
    imported = {base_number(source) for source, entry in sources.items() if entry["creates"] > 0}
    parcels = parcels_by_number(sources)
    for order in truth["platform"]["orders"]:
        account.complaints += foreign_numbers(order, parcels)
        if order["replaced_by"]:
            continue
        name = order["order"]
        row = ledger.get(name)
        account.assigned += 1
        account.imported += order["number"] in imported
        if row is None or not row.get("state"):
            account.lost += 1
            account.complaints.append(f"{name}: not in the ledger")
            continue
        if order["uploaded"]:
            account.uploaded += 1
            agrees = row["state"] == "uploaded"
        elif not order["assigned"]:
            account.withdrawn += 1
            agrees = row["state"] == "withdrawn" or row["difference"] in WITHDRAWN_LATE
        else:
            account.held += 1
            agrees = row["state"] == "held" and bool(row["difference"])
        if not is_ended(row):
            account.open += 1
        if not agrees or not is_ended(row):
            account.complaints.append(
                f"{name}: the platform says uploaded={order['uploaded']} assigned={order['assigned']}, "
                f"the ledger says {row['state']} {row['difference']} ({row['rule']})"
            )
    count_numbers(account, truth["platform"]["orders"], ledger)
    account.doubled = doubled_in_erp(sources) + doubled_uploads(truth["platform"]["orders"])
    return account
