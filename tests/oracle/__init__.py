# SPDX-License-Identifier: Apache-2.0
"""A slow, obvious judge of facts, written from the regulation's description alone: what the engine is compared with."""
