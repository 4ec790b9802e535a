"""Who may do what with services.

The catalogue is the secretary's; the head of a unit keeps what decisions print about the services the unit settles
(practice.md 1.4: details come later, from others), but publishes, abolishes and hands out nothing.
"""

import rules

from sotay.agency.predicates import heads_unit_of, is_member, is_reader, on_command_line, runs_system, same_agency

rules.add_perm("context.view_services", same_agency & is_reader)
rules.add_perm("context.publish_services", same_agency & is_member & runs_system)
rules.add_perm("context.write_service", same_agency & is_member & (runs_system | heads_unit_of))
rules.add_perm("context.import_services", same_agency & (runs_system | on_command_line))
