"""From a study, a participant and a visit to everything that will happen: pure, without window or clock."""
