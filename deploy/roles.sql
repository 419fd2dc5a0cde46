-- Roles and database of Citoyens en communs, for psql 15 or newer, as an administrator of the server.
-- Safe to run again: it creates what is missing and sets the two passwords, read from OWNER_PASSWORD and APP_PASSWORD.
--
--   cec_owner  owns the database, builds and migrates the spaces, creates one role per space (hence CREATEROLE)
--   cec_app    what the web servers connect as: no right of its own, it takes the role of one space at a time

\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

SELECT 'CREATE ROLE cec_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cec_owner') \gexec
SELECT 'CREATE ROLE cec_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cec_app') \gexec
ALTER ROLE cec_owner LOGIN CREATEROLE CREATEDB PASSWORD :'owner_password';
ALTER ROLE cec_app LOGIN NOINHERIT PASSWORD :'app_password';

-- An administrator who is not a superuser (hosted PostgreSQL) must belong to the owner to give it a database.
SELECT 'GRANT cec_owner TO CURRENT_USER'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper) \gexec
SELECT 'CREATE DATABASE citoyens OWNER cec_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'citoyens') \gexec
REVOKE ALL ON DATABASE citoyens FROM PUBLIC;
GRANT CONNECT ON DATABASE citoyens TO cec_app;
