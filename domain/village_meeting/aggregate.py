"""The stream kind; importing this module gives it all its decisions and folds."""

from domain.aggregate import Aggregate
from domain.village_meeting.state import VillageMeeting

VILLAGE_MEETING: Aggregate[VillageMeeting] = Aggregate("village-meeting", VillageMeeting)
