"""The loop of a worker: claims what is due, carries it as far as it goes, waits for more."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading

from django.db import DatabaseError, close_old_connections

from wizard.submit.executor import StillUnderWay
from wizard.submit.lease import LostLease, claim
from wizard.submit.run import run_submission

#: Seconds between two questions to the database whether anything is due.
IDLE = 0.5

log = logging.getLogger(__name__)


class Worker:
    """Serves submissions one after another until `stop` is set. Any number may run beside each other."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"

    def run_forever(self) -> None:
        """A database out of reach is asked again; a lease that was held then runs out by itself."""
        log.info("Worker %s waits for submissions", self.name)
        while not self.stop.is_set():
            try:
                served = self.serve_one()
            except DatabaseError:
                log.exception("The database does not answer as it should; trying again")
                served = False
            if not served:
                self.stop.wait(IDLE)
            close_old_connections()

    def run_once(self) -> None:
        """Serves everything that is due now."""
        while not self.stop.is_set() and self.serve_one():
            pass

    def serve_one(self) -> bool:
        """Whether anything was due."""
        submission = claim(self.name)
        if submission is None:
            return False
        try:
            run_submission(submission.pk, worker=self.name, stop=self.stop)
        except LostLease:
            log.warning("Submission %s was taken over by another worker", submission.pk)
        except StillUnderWay:
            log.warning("Stopped while calls of submission %s were under way", submission.pk)
        return True
