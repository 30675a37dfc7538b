variable "project_id" {
  description = "The project that contains everything."
  type        = string
}

variable "project_number" {
  description = "The same project's number: gcloud projects describe PROJECT --format='value(projectNumber)'."
  type        = string
}

variable "regions" {
  description = "Regions of the functions, behind one load balancer. The first holds images and builds."
  type        = list(string)
  default     = ["asia-south1"]
}

variable "home_region" {
  description = "The region that handles events; null for the first one. See docs/runbooks/region-down.md."
  type        = string
  default     = null
}

variable "deployment_shape" {
  description = "step: each step is a function of its own. engine: one service per engine serves all of its steps."
  type        = string
  default     = "step"
}

variable "scale" {
  description = "Limits that a large installation lifts: queues of scheduled events and lanes of indexed times. Neither may become smaller. See docs/scale.md."
  type = object({
    scheduled_event_queues = optional(number, 1)
    index_lanes            = optional(number, 1)
  })
  default = {}
}

variable "firestore_location" {
  description = "A region, or nam5 or eur3 for several regions. It cannot be changed later."
  type        = string
  default     = "asia-south1"
}

variable "blobs_location" {
  description = "A region or multi-region of Cloud Storage. It cannot be changed later."
  type        = string
  default     = "asia-south1"
}

variable "key_location" {
  description = "A region of Cloud KMS, or asia, europe or us for several regions. It cannot be changed later."
  type        = string
  default     = "asia-south1"
}

variable "domain" {
  description = "The domain of the product; empty for a nip.io domain derived from the address."
  type        = string
  default     = ""
}

variable "release_object" {
  description = "The archive to deploy, in the bucket PROJECT-releases. The pipeline sets it: functions-COMMIT.zip."
  type        = string
}

variable "voice_image" {
  description = "Image of the voice runner; empty for none. The pipeline sets it."
  type        = string
  default     = ""
}

variable "voice_release" {
  description = "The voice runner's revision that this release replaces, and whether it still has calls (docs/telephony.md)."
  type = object({
    replaces = optional(string, "")
    draining = optional(bool, false)
  })
  default = {}
}

variable "livekit" {
  description = "LiveKit. hosting = cloud: LiveKit Cloud, or any server that is there already, at `url` (wss://…), and at `sip_host` for carriers. hosting = self_hosted: machines of this project at `domain`, which carriers reach from `carriers` only (docs/deployment.md). Null for no calls."
  type = object({
    hosting  = optional(string, "cloud")
    url      = optional(string, "")
    sip_host = optional(string, "")
    # Of self_hosted; see modules/livekit.
    domain   = optional(string, "")
    carriers = optional(list(string), [])
    servers = optional(object({
      machine_type = optional(string, "c3-highcpu-4")
      instances    = optional(number, 2)
    }), {})
    sip = optional(object({
      machine_type = optional(string, "c3-highcpu-4")
      instances    = optional(number, 2)
    }), {})
  })
  default = null
}

variable "alert_emails" {
  description = "Recipients of alerts and of the budget notifications."
  type        = list(string)
  default     = []
}

variable "runbooks_url" {
  description = "URL of docs/runbooks in your repository."
  type        = string
}

variable "billing_account" {
  description = "The billing account's id, for a budget; empty for none."
  type        = string
  default     = ""
}

variable "monthly_budget" {
  description = "The monthly budget, in whole units of the billing account's currency."
  type = object({
    currency = string
    units    = number
  })
  default = { currency = "USD", units = 100 }
}

variable "github_repository" {
  description = "owner/name of the repository whose workflows may deploy; empty for none."
  type        = string
  default     = ""
}

variable "cloud_build_repository" {
  description = "The repository connected to Cloud Build, for triggers: projects/P/locations/R/connections/C/repositories/N. Empty for none."
  type        = string
  default     = ""
}

variable "isolated_tenants" {
  description = "Tenants with their own key, queue and request limit, by id. An empty object uses the defaults."
  type = map(object({
    requests_per_minute       = optional(number, 1000)
    max_dispatches_per_second = optional(number, 50)
    max_concurrent_dispatches = optional(number, 100)
    key_protection_level      = optional(string, "SOFTWARE")
    key_rotation_period       = optional(string, "7776000s")
  }))
  default = {}
}

variable "customer_managed_keys" {
  description = "Encrypts Firestore, Pub/Sub, blobs and secrets with keys of this project, which you may revoke; null for Google's own keys. Firestore cannot be changed later. Google recommends global keys for Pub/Sub."
  type        = object({ pubsub_location = optional(string, "global") })
  default     = null
}

variable "fixed_egress" {
  description = "Reserved addresses for calls to tenants' servers, which tenants may allow; null for any address of Google's. An empty object uses the defaults."
  type = object({
    ip_range             = optional(string, "10.8.0.0/24")
    addresses_per_region = optional(number, 1)
    connector = optional(object({
      machine_type  = optional(string, "e2-micro")
      min_instances = optional(number, 2)
      max_instances = optional(number, 10)
    }), {})
  })
  default = null
}

variable "log_bucket" {
  description = "Keeps logs in one location for this long; null for Google's global bucket and 30 days. Without a location, the first region is used. It cannot be changed later."
  type = object({
    location       = optional(string)
    retention_days = optional(number, 90)
  })
  default = null
}

variable "limits" {
  description = "Requests per minute of one IP address: with an API key or token, without either, to the web chat, to webhooks with and without a provider's signature; and those of one API key from a network of `limited_by_key`."
  type = object({
    requests_per_address_per_minute = optional(number, 3000)
    requests_per_key_per_minute     = optional(number, 1000)
    anonymous_per_minute            = optional(number, 300)
    widget_per_minute               = optional(number, 3000)
    webhooks_per_minute             = optional(number, 6000)
    signed_webhooks_per_minute      = optional(number, 60000)
  })
  default = {}
}

variable "limited_by_key" {
  description = "Networks of known clients, in CIDR notation, whose API keys are counted instead of their addresses. At most four."
  type        = list(string)
  default     = []
}

variable "webhook_providers" {
  description = "Providers with published addresses, which have no limit: by name, the path of their webhooks and their ranges. Null for those in modules/load-balancer/variables.tf."
  type = map(object({
    path   = string
    ranges = list(string)
  }))
  default = null
}

variable "openai_compatible" {
  description = "The endpoint of models named openai_compatible/NAME: the address before /chat/completions, and whether it takes a key (the secret OPENAI_COMPATIBLE_API_KEY). Null for none."
  type = object({
    url     = string
    has_key = optional(bool, true)
  })
  default = null
}

variable "trace_sampling" {
  description = "The share of messages that are traced, from 0 to 1. 0 turns tracing off, and it then costs nothing (docs/tracing.md)."
  type        = number
  default     = 1
}

variable "extra_environment" {
  description = "Additional environment variables for every function, such as JWT_ISSUER, or OTEL_EXPORTER_OTLP_ENDPOINT for a collector of your own."
  type        = map(string)
  default     = {}
}

variable "public_invocation" {
  description = "all_users: the public is granted invocation. unchecked: nobody is, and the pipeline turns the check off, for organisations that forbid grants to allUsers (terraform/README.md)."
  type        = string
  default     = "all_users"
}
