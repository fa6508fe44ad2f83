"""Assignment instances from the files of bench/generate/instance.h."""

import numpy

TYPES = {0: numpy.int32, 1: numpy.int64, 2: numpy.float64}
HEADER = numpy.dtype([("magic", "S8"), ("rows", "<i4"), ("columns", "<i4"), ("values", "<i8"),
                      ("type", "<i8")])


class Dense:
    """Costs to be minimised, every row and column matched once."""

    def __init__(self, head, file):
        self.shape = (int(head["rows"]), int(head["columns"]))
        kind = TYPES[int(head["type"])]
        self.cost = numpy.fromfile(file, kind, int(head["values"])).reshape(self.shape)

    def integers(self):
        """The costs as whole numbers: reals of these files are multiples of 2^-30."""
        if self.cost.dtype != numpy.float64:
            return self.cost.astype(numpy.int64)
        return numpy.rint(self.cost * 2.0**30).astype(numpy.int64)

    def value(self, rows, columns):
        """Sum of the costs chosen, in the whole numbers of integers(); None: no assignment."""
        rows, columns = numpy.asarray(rows, numpy.int64), numpy.asarray(columns, numpy.int64)
        n = min(self.shape)
        if len(rows) != n or len(set(rows)) != n or len(set(columns)) != n:
            return None
        chosen = self.cost[rows, columns]
        if chosen.dtype == numpy.float64:
            chosen = numpy.rint(chosen * 2.0**30)
        return sum(int(cost) for cost in chosen)


class Sparse:
    """Worths to be maximised, a row at most once, a column up to its capacity."""

    def __init__(self, head, file):
        self.n_rows, self.n_columns = int(head["rows"]), int(head["columns"])
        n = int(head["values"])
        self.row_start = numpy.fromfile(file, numpy.int64, self.n_rows + 1)
        self.column = numpy.fromfile(file, numpy.int32, n)
        self.worth = numpy.fromfile(file, numpy.int32, n)
        self.capacity = numpy.fromfile(file, numpy.int32, self.n_columns)

    def row_of_pair(self):
        """[n_pairs] the row of every pair."""
        rows = numpy.arange(self.n_rows, dtype=numpy.int32)
        return numpy.repeat(rows, numpy.diff(self.row_start))

    def value(self, is_chosen):
        """Sum of the worths chosen; None: a row twice or a column too full."""
        loads = numpy.bincount(self.column[is_chosen], minlength=self.n_columns)
        rows = numpy.bincount(self.row_of_pair()[is_chosen], minlength=self.n_rows)
        if (loads > self.capacity).any() or (rows > 1).any():
            return None
        return int(self.worth[is_chosen].sum(dtype=numpy.int64))


def read(path):
    """The instance of a file."""
    with open(path, "rb") as file:
        head = numpy.fromfile(file, HEADER, 1)[0]
        if head["magic"] not in (b"MMDENSE1", b"MMSPARS1"):
            raise ValueError("not an instance: " + path)
        return (Dense if head["magic"] == b"MMDENSE1" else Sparse)(head, file)
