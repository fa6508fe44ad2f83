"""A programme with its people, as the judges use it: one object, ids in order of bytes."""

import numpy

from matching import Problem
from output import by_bytes
from people import read_people
from programme import read_programme
from scores import Scorer


class Cohort:
    """Everything that follows from the three input files alone."""

    def __init__(self, programme_path):
        self.programme = read_programme(programme_path)
        self.mentors, self.mentees = read_people(self.programme)
        self.scorer = Scorer(self.programme, self.mentors, self.mentees)
        self.mentor_ids = sorted(self.mentors, key=by_bytes)
        self.mentee_ids = sorted(self.mentees, key=by_bytes)
        self._verdicts = {}

    def verdict(self, mentee_id, mentor_id):
        """The verdict on one pair, kept."""
        key = (mentee_id, mentor_id)
        if key not in self._verdicts:
            self._verdicts[key] = self.scorer.verdict(mentee_id, mentor_id)
        return self._verdicts[key]

    def tables(self):
        """(score, eligible) over all pairs; axes mentee, mentor in order of ids."""
        shape = (len(self.mentee_ids), len(self.mentor_ids))
        score = numpy.zeros(shape, dtype=numpy.int32)
        eligible = numpy.zeros(shape, dtype=bool)
        for row, mentee_id in enumerate(self.mentee_ids):
            for column, mentor_id in enumerate(self.mentor_ids):
                verdict = self.verdict(mentee_id, mentor_id)
                score[row, column] = verdict.score
                eligible[row, column] = verdict.is_eligible
        return score, eligible

    def problem(self, tables=None):
        """The matching problem; `tables` where somebody has computed them faster."""
        score, eligible = tables or self.tables()
        row = {name: number for number, name in enumerate(self.mentee_ids)}
        column = {name: number for number, name in enumerate(self.mentor_ids)}
        return Problem(
            score=score, eligible=eligible,
            wants=[self.mentees[name].wants for name in self.mentee_ids],
            kind=[self.mentors[name].kind for name in self.mentor_ids],
            capacity=[self.mentors[name].capacity for name in self.mentor_ids],
            fixed={(row[mentee], column[mentor]) for mentee, mentor, _ in self.programme.fixed},
            goals=self.programme.goals)
