# Dead letters are pushed to the function that records them, if the register has one. Events that it does not accept
# wait here for a person, for as long as Pub/Sub keeps messages.

locals {
  dead_letters = "${var.settings.name}-dead-letters"
}

resource "google_pubsub_topic" "dead_letters" {
  project = var.project_id
  name    = local.dead_letters
  labels  = var.labels

  kms_key_name = var.kms_key

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
    for_each = var.dead_letter_endpoint == null ? [] : [var.dead_letter_endpoint]

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

# Pub/Sub moves the event itself: its service agent publishes to the topic and acknowledges on the subscription.

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
