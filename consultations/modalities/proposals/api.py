"""Proposals through the API."""

from consultations.modalities.proposals.forms import ProposalForm
from consultations.modalities.proposals.operations import change_proposal, submit_proposal, withdraw_proposal
from consultations.modalities.proposals.queries import KIND
from consultations.process.api.kinds import KindApi

KINDS = (
    KindApi(
        kind=KIND,
        modality="proposals",
        permission="proposals.create",
        form=ProposalForm,
        initial_of=ProposalForm.initial_of,
        submit=submit_proposal,
        change=change_proposal,
        take_back=withdraw_proposal,
    ),
)
