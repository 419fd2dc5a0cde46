"""What is under hold does not become deleted, nor to be deleted, whatever the code."""

from django.db import migrations

GUARD = """
CREATE FUNCTION holds_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.holds_hold WHERE space_id = $1 AND lifted_at IS NULL)', TG_TABLE_SCHEMA)
        INTO held USING OLD.id;
    IF held THEN
        RAISE EXCEPTION 'space % is under legal hold', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER holds_keep_state BEFORE UPDATE OF state ON spaces_space
    FOR EACH ROW WHEN (NEW.state IN ('deleted', 'scheduled') AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION holds_keep();
CREATE TRIGGER holds_keep_row BEFORE DELETE ON spaces_space FOR EACH ROW EXECUTE FUNCTION holds_keep();
"""
UNGUARD = """
DROP TRIGGER holds_keep_row ON spaces_space;
DROP TRIGGER holds_keep_state ON spaces_space;
DROP FUNCTION holds_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("holds", "0001_initial"), ("spaces", "0002_directory")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
