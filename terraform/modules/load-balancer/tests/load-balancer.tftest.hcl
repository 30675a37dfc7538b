mock_provider "google" {}

variables {
  project_id = "demo"
  name       = "agent"
  regions    = ["asia-south1", "europe-west1"]
  functions = {
    api      = ["/v1/*", "/healthz"]
    webhooks = ["/webhooks/*"]
    console  = ["/*"]
  }
  domain = "agents.example.com"
  limits = { requests_per_key_per_minute = 1000, anonymous_per_minute = 300, widget_per_minute = 3000, webhooks_per_minute = 6000 }
}

run "sends_each_path_to_its_function_in_every_region" {
  assert {
    condition = jsonencode({ for rule in google_compute_url_map.https.path_matcher[0].path_rule : rule.service => sort(rule.paths) }) == jsonencode({
      (google_compute_backend_service.this["api"].id)      = ["/healthz", "/v1/*"]
      (google_compute_backend_service.this["webhooks"].id) = ["/webhooks/*"]
    })
    error_message = "Each path is routed to the function that owns it."
  }
  assert {
    condition     = google_compute_url_map.https.default_service == google_compute_backend_service.this["console"].id
    error_message = "The owner of /* gets the rest."
  }
  assert {
    condition     = alltrue([for backend in google_compute_backend_service.this : length(backend.backend) == 2])
    error_message = "Every function is behind the balancer in both regions."
  }
}

run "every_backend_stands_behind_cloud_armor" {
  assert {
    condition     = alltrue([for backend in google_compute_backend_service.this : backend.security_policy == google_compute_security_policy.this.id])
    error_message = "Every backend needs a security policy."
  }
  assert {
    condition     = google_compute_security_policy.this.adaptive_protection_config[0].layer_7_ddos_defense_config[0].enable
    error_message = "Adaptive protection is on."
  }
}

run "throttles_each_key_after_the_firewall" {
  command = plan

  assert {
    condition = contains(flatten([
      for rule in google_compute_security_policy.this.rule : [
        for options in rule.rate_limit_options : [for key in options.enforce_on_key_configs : key.enforce_on_key_name]
      ] if rule.action == "throttle"
    ]), "x-api-key")
    error_message = "One limit for each API key."
  }
  assert {
    condition = (
      max([for rule in google_compute_security_policy.this.rule : rule.priority if rule.action == "deny(403)"]...)
      < min([for rule in google_compute_security_policy.this.rule : rule.priority if rule.action == "throttle"]...)
    )
    error_message = "A throttle that allows a request ends the evaluation, so the firewall must come first."
  }
}

run "http_only_redirects" {
  command = plan

  assert {
    condition     = google_compute_url_map.redirect.default_url_redirect[0].https_redirect && google_compute_ssl_policy.this.min_tls_version == "TLS_1_2"
    error_message = "Nothing is served without TLS 1.2."
  }
}

run "refuses_two_functions_on_one_path" {
  command = plan
  variables { functions = { api = ["/v1/*"], webhooks = ["/v1/*"], console = ["/*"] } }
  expect_failures = [var.functions]
}
