# The account Google's own services call our functions as: Pub/Sub with events, Cloud Tasks with appointments, Cloud
# Scheduler by the clock. It may call the functions that expect it, and nothing else.

locals {
  caller = { email = google_service_account.caller.email, member = google_service_account.caller.member }
}

resource "google_service_account" "caller" {
  project      = var.project_id
  account_id   = "caller"
  display_name = "Pub/Sub, Cloud Tasks and Cloud Scheduler, calling functions"

  depends_on = [module.services]
}

# Projects made before April 2021 need this for Pub/Sub to make tokens (cloud.google.com/pubsub/docs/authenticate-push-subscriptions).
resource "google_service_account_iam_member" "pubsub_makes_tokens" {
  service_account_id = google_service_account.caller.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = module.services.pubsub_agent
}
