# Events that no process lived to refuse go to the function that lists them, where the register has one. What that
# function does not take waits here for a person, for as long as Pub/Sub keeps anything.

locals {
  dead_letters = "${var.settings.name}-dead-letters"
}

resource "google_pubsub_topic" "dead_letters" {
  project = var.project_id
  name    = local.dead_letters
  labels  = var.labels

  message_storage_policy { allowed_persistence_regions = var.regions }
}

resource "google_pubsub_subscription" "dead_letters" {
  project = var.project_id
  name    = local.dead_letters
  topic   = google_pubsub_topic.dead_letters.id
  labels  = var.labels

  enable_message_ordering    = var.settings.ordering
  message_retention_duration = "2678400s"
  ack_deadline_seconds       = 60

  dynamic "push_config" {
    for_each = var.dead_letter_door == null ? [] : [var.dead_letter_door]

    content {
      push_endpoint = push_config.value.url

      oidc_token {
        service_account_email = var.caller.email
        audience              = push_config.value.audience
      }
    }
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy { ttl = "" }
}

# Pub/Sub itself moves the event: its own agent publishes to the one and acknowledges on the other.

resource "google_pubsub_topic_iam_member" "dead_letters" {
  project = var.project_id
  topic   = google_pubsub_topic.dead_letters.id
  role    = "roles/pubsub.publisher"
  member  = var.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "dead_letters" {
  project      = var.project_id
  subscription = google_pubsub_subscription.this.id
  role         = "roles/pubsub.subscriber"
  member       = var.pubsub_agent
}
