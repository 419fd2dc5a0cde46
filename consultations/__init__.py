"""The product: process, capabilities, modalities."""
