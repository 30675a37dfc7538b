mock_provider "google" {
  override_during = plan

  mock_resource "google_compute_region_instance_group_manager" {
    defaults = { instance_group = "mocked" }
  }
  mock_resource "google_redis_instance" {
    defaults = { host = "10.0.0.3", port = 6379 }
  }
  mock_resource "google_service_account" {
    defaults = { email = "livekit@demo.iam.gserviceaccount.com", member = "serviceAccount:livekit@demo.iam.gserviceaccount.com" }
  }
}

mock_provider "google-beta" {
  override_during = plan
}

variables {
  project_id            = "demo"
  region                = "asia-south1"
  domain                = "calls.example.com"
  webhook_url           = "https://agents.example.com/webhooks/livekit"
  carriers              = ["54.172.60.0/30", "168.86.128.0/18"]
  secret_ids            = { LIVEKIT_API_KEY = "LIVEKIT_API_KEY", LIVEKIT_API_SECRET = "LIVEKIT_API_SECRET", JWT_SECRET = "JWT_SECRET" }
  notification_channels = ["channel"]
  runbooks_url          = "https://example.com/runbooks"
}

run "opens_to_the_world_only_media" {
  command = plan

  assert {
    condition     = join(" ", [for name, opening in google_compute_firewall.this : name if contains(opening.source_ranges, "0.0.0.0/0")]) == "media"
    error_message = "Signalling, TURN behind TLS, SIP and health are not for everybody."
  }
  assert {
    condition = (
      jsonencode(sort(flatten([for allow in google_compute_firewall.this["media"].allow : allow.ports]))) == jsonencode(["30000-40000", "3478", "7881", "7882-7889"])
      && join(" ", google_compute_firewall.this["media"].target_tags) == "livekit-server"
    )
    error_message = "Only the ports of media and TURN are open, and only on servers."
  }
  assert {
    condition = alltrue([
      for opening in google_compute_firewall.this :
      alltrue([for allow in opening.allow : length(allow.ports) > 0 && !contains(allow.ports, "22")])
    ])
    error_message = "Every opening names its ports, and ssh is closed."
  }
}

run "lets_only_google_reach_what_is_not_encrypted" {
  command = plan

  assert {
    condition     = join(" ", sort(google_compute_firewall.this["signalling"].source_ranges)) == "130.211.0.0/22 35.191.0.0/16"
    error_message = "Behind the balancer, signalling and TURN are plain text."
  }
  assert {
    condition = (
      google_compute_global_forwarding_rule.this["signalling"].port_range == "443"
      && google_compute_global_forwarding_rule.this["turn"].port_range == "443"
      && google_compute_ssl_policy.this.min_tls_version == "TLS_1_2"
    )
    error_message = "LiveKit tells clients turns:HOST:443."
  }
}

run "lets_only_carriers_call_by_sip" {
  command = plan

  assert {
    condition = (
      join(" ", sort(google_compute_firewall.this["carriers"].source_ranges)) == "168.86.128.0/18 54.172.60.0/30"
      && join(" ", google_compute_firewall.this["carriers"].target_tags) == "livekit-sip"
    )
    error_message = "Others could try the passwords of trunks."
  }
  assert {
    condition     = alltrue([for name, opening in google_compute_firewall.this : name == "carriers" || !contains(flatten([for allow in opening.allow : allow.ports]), "5060")])
    error_message = "No other opening holds the SIP port."
  }
  assert {
    condition     = join(" ", sort(keys(output.addresses))) == "calls.example.com sip.calls.example.com turn.calls.example.com"
    error_message = "The operator points three records."
  }
}

run "has_no_keys_in_metadata" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for template in google_compute_region_instance_template.this : [
        for name, value in template.metadata :
        contains(["user-data", "google-logging-enabled", "block-project-ssh-keys", "enable-oslogin"], name)
      ]
    ]))
    error_message = "Metadata is readable by whoever sees the machine."
  }
  assert {
    condition = alltrue([
      for template in google_compute_region_instance_template.this :
      can(yamldecode(template.metadata["user-data"])) && length(regexall("(api_secret|keys) *\\\\*\":", template.metadata["user-data"])) == 0
      && strcontains(template.metadata["user-data"], "KEY_SECRET=LIVEKIT_API_KEY SECRET_SECRET=LIVEKIT_API_SECRET")
    ])
    error_message = "Machines are told where the keys are, not what they are."
  }
}

run "reads_two_secrets_and_writes_logs" {
  command = plan

  assert {
    condition = (
      join(" ", sort(keys(google_secret_manager_secret_iam_member.this))) == "LIVEKIT_API_KEY LIVEKIT_API_SECRET"
      && google_project_iam_member.logs.role == "roles/logging.logWriter"
      && alltrue([for template in google_compute_region_instance_template.this : one(template.service_account).email == "livekit@demo.iam.gserviceaccount.com"])
    )
    error_message = "The machines' account may do nothing else."
  }
}

run "replaces_machines_without_cutting_calls" {
  command = plan

  assert {
    condition = alltrue([
      for group in google_compute_region_instance_group_manager.this :
      one(group.update_policy).max_unavailable_fixed == 0 && one(group.update_policy).max_surge_fixed == 3
    ])
    error_message = "New machines come before old ones go."
  }
  assert {
    condition = alltrue([
      for template in google_compute_region_instance_template.this :
      one(one(one(template.scheduling).graceful_shutdown).max_duration).seconds == 3600
      && strcontains(template.metadata["user-data"], "docker stop --time 3600 livekit")
      && strcontains(template.metadata["user-data"], "TimeoutStopSec=3630")
    ])
    error_message = "A machine waits an hour for its calls: Compute Engine, systemd and Docker must all agree."
  }
  assert {
    condition     = google_compute_backend_service.this["signalling"].connection_draining_timeout_sec == 3600
    error_message = "The balancer keeps connections of a machine that drains."
  }
}

run "tells_the_servers_what_the_product_expects" {
  command = plan

  assert {
    condition = (
      strcontains(google_compute_region_instance_template.this["livekit-server"].metadata["user-data"], "WEBHOOK_URL=https://agents.example.com/webhooks/livekit")
      && strcontains(google_compute_region_instance_template.this["livekit-server"].metadata["user-data"], "IMAGE=docker.io/livekit/livekit-server:v1.13.5 ")
      && strcontains(google_compute_region_instance_template.this["livekit-sip"].metadata["user-data"], "wss://calls.example.com")
    )
    error_message = "Webhooks, version and address are the product's."
  }
}

run "checks_each_machine_and_replaces_those_that_hang" {
  command = plan

  assert {
    condition = (
      google_compute_health_check.this["livekit-server"].http_health_check[0].port == 7880
      && google_compute_health_check.this["livekit-sip"].http_health_check[0].port == 8081
      && alltrue([for group in google_compute_region_instance_group_manager.this : length(group.auto_healing_policies) == 1])
    )
    error_message = "A machine that does not answer is replaced."
  }
}

run "keeps_trunks_when_redis_fails_over" {
  command = plan

  assert {
    condition = (
      google_redis_instance.this.tier == "STANDARD_HA"
      && google_redis_instance.this.redis_configs["maxmemory-policy"] == "noeviction"
      && google_redis_instance.this.persistence_config[0].persistence_mode == "RDB"
    )
    error_message = "Trunks and dispatch rules are in Redis only."
  }
}

run "links_each_alert_to_its_runbook" {
  command = plan

  assert {
    condition = length(google_monitoring_alert_policy.this) == 4 && alltrue([
      for name, alert in google_monitoring_alert_policy.this :
      strcontains(alert.documentation[0].content, "https://example.com/runbooks/${name}.md") && length(alert.notification_channels) == 1
    ])
    error_message = "Whoever is woken must know what to do."
  }
}

run "has_no_telephony_without_carriers" {
  command = plan
  variables { carriers = [] }

  assert {
    condition = (
      length(google_compute_region_instance_group_manager.this) == 1 && length(google_compute_forwarding_rule.sip) == 0
      && join(" ", sort(keys(google_compute_firewall.this))) == "media signalling"
      && length(output.addresses) == 2
    )
    error_message = "Nothing of SIP is there."
  }
}

run "refuses_carriers_that_are_everybody" {
  command = plan
  variables { carriers = ["0.0.0.0/0"] }
  expect_failures = [var.carriers]
}

run "refuses_an_image_without_a_version" {
  command = plan
  variables { images = { server = "livekit/livekit-server:latest" } }
  expect_failures = [var.images]
}

run "refuses_to_wait_longer_than_compute_engine_does" {
  command = plan
  variables { drain_seconds = 7200 }
  expect_failures = [var.drain_seconds]
}

run "refuses_a_single_server" {
  command = plan
  variables { servers = { instances = 1 } }
  expect_failures = [var.servers]
}
