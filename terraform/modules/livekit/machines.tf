# The machines of each role: container-optimised, the same on every start, replaced one after the other.

resource "google_compute_region_instance_template" "this" {
  provider = google-beta
  for_each = local.roles

  project      = var.project_id
  region       = var.region
  name_prefix  = "${each.key}-"
  machine_type = each.value.machine_type
  tags         = [each.key]
  labels       = merge(var.labels, { role = each.key })

  disk {
    source_image = var.os_image
    disk_type    = "pd-balanced"
    disk_size_gb = 20
  }

  # A public address: media goes to the machine itself.
  network_interface {
    subnetwork = google_compute_subnetwork.this.id

    access_config { network_tier = "PREMIUM" }
  }

  # No keys: a machine reads them from Secret Manager when it starts.
  metadata = {
    user-data = templatefile("${path.module}/node/cloud-init.yaml.tftpl", {
      start         = file("${path.module}/node/start.sh")
      drain         = file("${path.module}/node/drain.sh")
      settings      = jsonencode(local.settings[each.key])
      role          = each.key
      image         = each.value.image
      webhook_url   = var.webhook_url
      drain_seconds = var.drain_seconds
      project_id    = var.project_id
      key           = var.secret_ids["LIVEKIT_API_KEY"]
      secret        = var.secret_ids["LIVEKIT_API_SECRET"]
    })
    google-logging-enabled = "true"
    block-project-ssh-keys = "true"
    enable-oslogin         = "true"
  }

  service_account {
    email  = google_service_account.this.email
    scopes = ["https://www.googleapis.com/auth/cloud-platform"]
  }

  shielded_instance_config {
    enable_secure_boot          = true
    enable_vtpm                 = true
    enable_integrity_monitoring = true
  }

  # Before it stops, a machine waits for its calls (node/drain.sh).
  scheduling {
    on_host_maintenance = "MIGRATE"

    graceful_shutdown {
      enabled = true

      max_duration { seconds = var.drain_seconds }
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_health_check" "this" {
  for_each = local.roles

  project             = var.project_id
  name                = each.key
  check_interval_sec  = 10
  timeout_sec         = 5
  healthy_threshold   = 2
  unhealthy_threshold = 3

  http_health_check {
    port         = each.value.health.port
    request_path = each.value.health.path
  }

  # The alert livekit-machine-unhealthy counts these.
  log_config { enable = true }
}

resource "google_compute_region_instance_group_manager" "this" {
  for_each = local.roles

  project            = var.project_id
  region             = var.region
  name               = each.key
  base_instance_name = each.key
  target_size        = each.value.instances

  version { instance_template = google_compute_region_instance_template.this[each.key].self_link }

  dynamic "named_port" {
    for_each = each.key == "livekit-server" ? { signalling = local.ports.signalling, turn = local.ports.turn_tcp } : {}

    content {
      name = named_port.key
      port = named_port.value
    }
  }

  # A machine that hangs is replaced; one that only starts slowly is not.
  auto_healing_policies {
    health_check      = google_compute_health_check.this[each.key].id
    initial_delay_sec = 300
  }

  # New machines first: none may be missing. A group spans three zones, and adds at least one machine in each.
  update_policy {
    type                         = "PROACTIVE"
    minimal_action               = "REPLACE"
    replacement_method           = "SUBSTITUTE"
    instance_redistribution_type = "NONE"
    max_surge_fixed              = 3
    max_unavailable_fixed        = 0
  }

  # They would start without keys.
  depends_on = [google_secret_manager_secret_iam_member.this, google_project_iam_member.logs]
}
