"""What holds a child on Windows, which has no rlimits: a job object with limits for memory and processes.

The job ends with the judge, and with it everything in it. Written after Microsoft's description of
``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``; run by the tests on Windows only.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":  # pragma: no cover - no other system has job objects
    import ctypes
    from ctypes import wintypes

    from takedown.problems import Problem

    _EXTENDED_LIMITS = 9
    _ACTIVE_PROCESSES, _PROCESS_MEMORY, _END_WITH_JOB = 0x8, 0x100, 0x2000

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    class Job:
        """A job that holds one process; closing it ends the process."""

        def __init__(self, process: int, memory: int) -> None:
            """Put the process with this handle into a job with ``memory`` MiB."""
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = wintypes.HANDLE
            limits = _Extended()
            limits.BasicLimitInformation.LimitFlags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _END_WITH_JOB
            limits.BasicLimitInformation.ActiveProcessLimit = 1
            limits.ProcessMemoryLimit = memory * 2**20
            self._handle = wintypes.HANDLE(self._kernel.CreateJobObjectW(None, None))
            is_set = self._kernel.SetInformationJobObject(
                self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )
            if not is_set or not self._kernel.AssignProcessToJobObject(self._handle, wintypes.HANDLE(process)):
                raise Problem("Windows gives no limits for the learner's program", mend="end other programs")

        def close(self) -> None:
            """End the job."""
            self._kernel.CloseHandle(self._handle)
