"""Runs the stages over the store: the live loop, replays of archives, the way back of a sentence, exports."""
