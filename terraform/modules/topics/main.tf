# One topic for each event type.

resource "google_pubsub_topic" "this" {
  for_each = toset(var.names)

  project = var.project_id
  name    = each.key
  labels  = var.labels

  kms_key_name = var.kms_key

  # A subscription that is created later or rewound by a person can read events from this period.
  message_retention_duration = "604800s"

  # Events contain customers' words, so they stay in the product's regions.
  message_storage_policy { allowed_persistence_regions = var.regions }
}
