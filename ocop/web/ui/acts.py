"""How history's acts are said: every package's verbs, in words."""

from ocop.accounts.verbs import Verb as Accounts
from ocop.certificates.verbs import Verb as Certificates
from ocop.complaints.verbs import Verb as Complaints
from ocop.cycles.verbs import Verb as Cycles
from ocop.dossiers.verbs import Verb as Dossiers
from ocop.epcis.verbs import Verb as Epcis
from ocop.figures.verbs import Verb as Figures
from ocop.grading.verbs import Verb as Grading
from ocop.jobs.verbs import Verb as Jobs
from ocop.links.verbs import Verb as Links
from ocop.mark.verbs import Verb as Mark
from ocop.notices.verbs import Verb as Notices
from ocop.places.verbs import Verb as Places
from ocop.registry.verbs import Verb as Registry
from ocop.rulesets.verbs import Verb as Rulesets
from ocop.scans.verbs import Verb as Scans
from ocop.stamps.verbs import Verb as Stamps
from ocop.trace.verbs import Verb as Trace

VERBS = (
    Accounts,
    Certificates,
    Complaints,
    Cycles,
    Dossiers,
    Epcis,
    Figures,
    Grading,
    Jobs,
    Links,
    Mark,
    Notices,
    Places,
    Registry,
    Rulesets,
    Scans,
    Stamps,
    Trace,
)
WORDS = {verb.value: verb.label for verbs in VERBS for verb in verbs}


def act_in_words(verb: str) -> str:
    """Return what people call an act of history; of one that is no more, that it was an act."""
    return WORDS.get(verb, "Việc khác")
