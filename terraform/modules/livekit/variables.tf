variable "project_id" {
  description = "The project of the machines."
  type        = string
}

variable "region" {
  description = "The region of the machines and of Redis."
  type        = string
}

variable "domain" {
  description = "The host of signalling. turn.DOMAIN and sip.DOMAIN are the hosts of TURN and of carriers."
  type        = string
}

variable "webhook_url" {
  description = "Where LiveKit reports what happens in rooms."
  type        = string
}

variable "carriers" {
  description = "Networks of telephone carriers, for signalling and media, in CIDR notation; empty for no telephony."
  type        = list(string)

  validation {
    condition     = alltrue([for range in var.carriers : can(cidrhost(range, 0)) && try(tonumber(split("/", range)[1]) >= 16, false)])
    error_message = "Give carriers' networks in CIDR notation, none larger than /16: whoever reaches the SIP port can try passwords."
  }
}

variable "servers" {
  description = "Machines of the LiveKit server, across the region's zones."
  type = object({
    machine_type = optional(string, "c3-highcpu-4")
    instances    = optional(number, 2)
  })
  default = {}

  validation {
    condition     = var.servers.instances >= 2
    error_message = "At least two servers, because a zone may fail."
  }
}

variable "sip" {
  description = "Machines of LiveKit SIP, across the region's zones."
  type = object({
    machine_type = optional(string, "c3-highcpu-4")
    instances    = optional(number, 2)
  })
  default = {}

  validation {
    condition     = var.sip.instances >= 2
    error_message = "At least two machines, because a zone may fail."
  }
}

variable "redis_memory_gb" {
  description = "Memory of Redis. Trunks, rules and running calls are small."
  type        = number
  default     = 1
}

variable "images" {
  description = "Images by version. The server's is the one that the product is tested with (emulators/livekit/find.ts)."
  type = object({
    server = optional(string, "docker.io/livekit/livekit-server:v1.13.5")
    sip    = optional(string, "docker.io/livekit/sip:v1.17.0")
  })
  default = {}

  validation {
    condition     = alltrue([for image in values(var.images) : can(regex("(:v[0-9]+[.][0-9]+[.][0-9]+|@sha256:[0-9a-f]{64})$", image))])
    error_message = "Pin each image by version (:v1.2.3) or digest."
  }
}

variable "os_image" {
  description = "The machines' system: a family of Container-Optimized OS with long-term support. New machines get its newest image."
  type        = string
  default     = "projects/cos-cloud/global/images/family/cos-121-lts"
}

variable "drain_seconds" {
  description = "How long a machine that is replaced waits for its calls to end. Compute Engine allows an hour."
  type        = number
  default     = 3600

  validation {
    condition     = var.drain_seconds >= 60 && var.drain_seconds <= 3600
    error_message = "drain_seconds must be from 60 to 3600."
  }
}

variable "ip_range" {
  description = "Private range of the machines."
  type        = string
  default     = "10.9.0.0/24"
}

variable "secret_ids" {
  description = "Id of every platform secret, by name; LIVEKIT_API_KEY and LIVEKIT_API_SECRET are read."
  type        = map(string)
}

variable "notification_channels" {
  description = "Receive alerts."
  type        = list(string)
}

variable "runbooks_url" {
  description = "URL of docs/runbooks."
  type        = string
}

variable "labels" {
  description = "Labels of the machines and of Redis."
  type        = map(string)
  default     = {}
}
