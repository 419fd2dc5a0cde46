"""PostgreSQL for spaces: the database engine, the roles, and the making of schemas."""
