"""Tags of this area's templates."""
