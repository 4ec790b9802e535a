"""The rounds of a nonconformity: causes, plan, actions, verification of the effect."""
