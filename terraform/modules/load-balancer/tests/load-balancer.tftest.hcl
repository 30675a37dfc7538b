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
  limits = {
    requests_per_address_per_minute = 3000
    requests_per_key_per_minute     = 1000
    anonymous_per_minute            = 300
    widget_per_minute               = 3000
    webhooks_per_minute             = 6000
    signed_webhooks_per_minute      = 60000
  }
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

run "limits_by_address_after_the_firewall" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for rule in google_compute_security_policy.this.rule : [
        for options in rule.rate_limit_options : [for key in options.enforce_on_key_configs : key.enforce_on_key_type == "IP"]
      ] if rule.action == "throttle"
    ]))
    error_message = "A limit by a header alone is no limit: a client may send another header with each request."
  }
  assert {
    condition = (
      max([for rule in google_compute_security_policy.this.rule : rule.priority if rule.action == "deny(403)"]...)
      < min([for rule in google_compute_security_policy.this.rule : rule.priority if rule.action != "deny(403)"]...)
    )
    error_message = "A rule that allows a request ends the evaluation, so the firewall must come first."
  }
  assert {
    condition     = length(distinct([for rule in google_compute_security_policy.this.rule : rule.priority])) == length(google_compute_security_policy.this.rule)
    error_message = "Two rules have the same priority."
  }
  assert {
    condition = one([
      for rule in google_compute_security_policy.this.rule : rule.match[0].expr[0].expression
      if rule.action == "throttle" && rule.priority == max([for other in google_compute_security_policy.this.rule : other.priority if other.action == "throttle"]...)
    ]) == "true"
    error_message = "The last limit applies to every request."
  }
}

run "spares_published_addresses_of_providers_on_their_own_path" {
  command = plan

  assert {
    condition = alltrue([
      for rule in google_compute_security_policy.this.rule :
      startswith(rule.match[0].expr[0].expression, "request.path.startsWith('/webhooks/")
      if rule.action == "allow" && rule.priority < 2147483647
    ])
    error_message = "A provider's address has no limit on its webhooks, and the usual ones elsewhere."
  }
  assert {
    condition = alltrue([
      for rule in google_compute_security_policy.this.rule : alltrue([
        for match in rule.match : alltrue([
          for expr in match.expr : length(regexall("inIpRange|startsWith|has\\(|matches|evaluatePreconfiguredWaf", expr.expression)) <= 5 && length(expr.expression) <= 2048
        ])
      ])
    ])
    error_message = "Cloud Armor allows five subexpressions and 2,048 characters."
  }
  assert {
    condition = toset(flatten([
      for rule in google_compute_security_policy.this.rule : regexall("inIpRange\\(origin.ip, '([^']+)'\\)", rule.match[0].expr[0].expression)
      if rule.action == "allow" && rule.priority < 2147483647
    ])) == toset(flatten([for provider in values(var.webhook_providers) : provider.ranges]))
    error_message = "Every range is in a rule."
  }
}

run "counts_keys_of_a_known_network" {
  command = plan
  variables { limited_by_key = ["203.0.113.0/24"] }

  assert {
    condition = one([
      for rule in google_compute_security_policy.this.rule : rule.match[0].expr[0].expression if rule.priority == 2010
    ]) == "has(request.headers['x-api-key']) && (inIpRange(origin.ip, '203.0.113.0/24'))"
    error_message = "Its keys are counted before its addresses."
  }
}

run "refuses_a_range_that_is_none" {
  command = plan
  variables { webhook_providers = { meta = { path = "/webhooks/meta", ranges = ["AS32934"] } } }
  expect_failures = [var.webhook_providers]
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
