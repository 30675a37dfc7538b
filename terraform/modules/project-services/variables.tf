variable "project_id" {
  description = "The project that holds everything."
  type        = string
}

variable "own_livekit" {
  description = "True enables what self-hosted LiveKit needs."
  type        = bool
  default     = false
}
