"""Where signs were overlooked: a force's confirmed records by offence, area and quarter."""
