"""The logs of the platform and of every space, sealed each day and compared with their seals: nobody changes them unseen."""
