output "service_account" {
  description = "The account the step runs as."
  value       = module.function.service_account
}

output "ingress" {
  description = "From where the function can be reached."
  value       = module.function.ingress
}

output "subscription" {
  description = "The step's subscription: its name, and where it sends what fails for good."
  value = {
    name              = google_pubsub_subscription.this.name
    dead_letter_topic = google_pubsub_subscription.this.dead_letter_policy[0].dead_letter_topic
    max_attempts      = google_pubsub_subscription.this.dead_letter_policy[0].max_delivery_attempts
    authenticated     = google_pubsub_subscription.this.push_config[0].oidc_token[0].service_account_email != ""
  }
}

output "invokers" {
  description = "Who may call the function."
  value       = distinct([for grant in google_cloud_run_service_iam_member.caller : grant.member])
}
