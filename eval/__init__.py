"""Room 3: metric definitions, intervals, golden cases and reports. It measures any `Subject` it is handed."""
