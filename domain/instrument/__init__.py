"""The instruments and the programme definition, as they came into use."""
