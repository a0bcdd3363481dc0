"""From files to findings: documents are read, what they show is judged, and what can be fixed is fixed."""
