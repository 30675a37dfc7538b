variable "project_id" {
  description = "The project that holds the network."
  type        = string
}

variable "regions" {
  description = "Regions of the functions. Each has its own addresses."
  type        = list(string)
}

variable "ip_range" {
  description = "Private range of the connectors, which no tenant's network reached from here may use. Each region takes a /28."
  type        = string

  validation {
    condition     = can(cidrhost(var.ip_range, 0)) && try(tonumber(split("/", var.ip_range)[1]) <= 28 && pow(2, 28 - tonumber(split("/", var.ip_range)[1])) >= length(var.regions), false)
    error_message = "ip_range must be in CIDR notation and have a /28 for each region."
  }
}

variable "addresses_per_region" {
  description = "Reserved addresses. One has 64,512 ports, which are open connections to one server."
  type        = number

  validation {
    condition     = var.addresses_per_region >= 1
    error_message = "At least one address per region."
  }
}

variable "connector" {
  description = "Machines of a region's connector."
  type = object({
    machine_type  = string
    min_instances = number
    max_instances = number
  })

  validation {
    condition     = var.connector.min_instances >= 2 && var.connector.max_instances > var.connector.min_instances && var.connector.max_instances <= 10
    error_message = "A connector has at least 2 machines, at most 10, and more at most than at least."
  }
}
