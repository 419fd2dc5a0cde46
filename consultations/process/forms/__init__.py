"""Forms of the process. Shapes only: what the rules refuse, the operations say."""
