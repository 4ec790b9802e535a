"""The register of a year (sổ theo dõi hồ sơ, Mẫu 07): shown, printed, closed by the head when the year is over."""
