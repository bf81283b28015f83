"""Pages on which one person proposes an amendment, and another one confirms or declines it."""
