"""How background work is declared; how it runs is the business of worker/."""
