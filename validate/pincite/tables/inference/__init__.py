"""What a table most likely is, guessed from its bytes and cells: the one home of guessing.

`describe`, `init` and the diagnosis after faults ask here. What a valid cell is, is asked of
`pincite.types`; how bytes fall into cells, of the reader. Every guess says how certain it is and
what it rests on.
"""
