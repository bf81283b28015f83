"""Pages and files about money: from the grant to the asset seen in the house, both ways."""
