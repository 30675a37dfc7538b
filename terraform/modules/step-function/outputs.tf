output "service_account" {
  description = "The service account of the step's own function; null where its engine serves it."
  value       = one(module.function[*].service_account)
}

output "ingress" {
  description = "The ingress setting of its own function; null where its engine serves it."
  value       = one(module.function[*].ingress)
}

output "subscription" {
  description = "The name of the step's subscription and its dead-letter topic."
  value = {
    name              = google_pubsub_subscription.this.name
    dead_letter_topic = google_pubsub_subscription.this.dead_letter_policy[0].dead_letter_topic
    max_attempts      = google_pubsub_subscription.this.dead_letter_policy[0].max_delivery_attempts
    authenticated     = google_pubsub_subscription.this.push_config[0].oidc_token[0].service_account_email != ""
  }
}

output "invokers" {
  description = "The members that may invoke the function."
  value       = distinct([for grant in google_cloud_run_service_iam_member.caller : grant.member])
}

output "project_grants" {
  description = "Roles of the function on the project, each with the condition that restricts it to a resource."
  value       = flatten(module.function[*].project_grants)
}
