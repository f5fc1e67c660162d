"""Quality, measured on shared data with neutral scorers, beside floors that never fall silently."""
