"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.mentor_assignment.state import MentorAssignment

MENTOR_ASSIGNMENT: Aggregate[MentorAssignment] = Aggregate("mentor-assignment", MentorAssignment)
