# One topic for each type of event.

resource "google_pubsub_topic" "this" {
  for_each = toset(var.names)

  project = var.project_id
  name    = each.key
  labels  = var.labels

  # A subscription made later, or moved back by a person, can still read what was published in this time.
  message_retention_duration = "604800s"

  # Events hold what customers wrote, so they stay in the regions the product runs in.
  message_storage_policy { allowed_persistence_regions = var.regions }
}
