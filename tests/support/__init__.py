"""Support (documents, records), tested."""
