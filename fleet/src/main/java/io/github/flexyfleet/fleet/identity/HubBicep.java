package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;

/** The hub of a fleet as a Bicep file, for who makes it in this tool's place. Pure. */
public final class HubBicep {
    private HubBicep() {}

    /**
     * The hub with its tier and units, a consumer group for this tool, and routes under which no message gets lost
     * (azure-iot-hub 0: a route of its own can take messages from the built-in endpoint, and without the fallback route what
     * no route takes is dropped). Its syntax and its members were held against a grammar of Bicep and the types of its
     * compiler, version 2023-06-30; INFERRED is that the compiler and Azure take it, since neither has seen it.
     */
    public static String of(HubSettings hub, String fleet) {
        return """
                // The IoT Hub of fleet %s, written by flexy:identities:
                //   az deployment group create --resource-group GROUP --template-file hub.bicep
                @description('Name of the hub; its host is this name and .azure-devices.net')
                param name string = '%s'
                param location string = resourceGroup().location

                resource hub 'Microsoft.Devices/IotHubs@2023-06-30' = {
                  name: name
                  location: location
                  sku: {
                    name: '%s'
                    capacity: %d
                  }
                  properties: {
                    minTlsVersion: '1.2'
                    eventHubEndpoints: {
                      events: {
                        retentionTimeInDays: 1
                        partitionCount: %d
                      }
                    }
                    routing: {
                      // Whoever adds a route for some of the messages leaves this one as it is: each route gets a copy.
                      routes: [
                        {
                          name: 'telemetry-to-events'
                          source: 'DeviceMessages'
                          condition: 'true'
                          endpointNames: ['events']
                          isEnabled: true
                        }
                      ]
                      fallbackRoute: {
                        name: '$fallback'
                        source: 'DeviceMessages'
                        condition: 'true'
                        endpointNames: ['events']
                        isEnabled: true
                      }
                    }
                  }
                }

                // Five readers may share a consumer group; this one is for proof of arrival.
                resource consumers 'Microsoft.Devices/IotHubs/eventHubEndpoints/ConsumerGroups@2023-06-30' = {
                  name: '${hub.name}/events/flexyfleet'
                  properties: {
                    name: 'flexyfleet'
                  }
                }

                output hostName string = hub.properties.hostName
                """.formatted(fleet, hub.name(), hub.tier().name(), hub.units(), hub.tier() == HubTier.F1 ? 2 : 4);
    }
}
